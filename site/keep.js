// The service worker of the explorer: what was loaded once is there without a network.
// The builder of the site puts the lists FILES and SHELL and the name VERSION in front of this.

const keep = () => caches.open(VERSION);
const address = (name) => new URL(name, self.registration.scope).href;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep().then((cache) => cache.addAll(SHELL.map(address))));
});

self.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) =>
    Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await keep();
  const plain = request.url.split(/[?#]/)[0];
  const known = await cache.match(plain);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok && FILES.some((name) => address(name) === plain)) {
    await cache.put(plain, response.clone());
  }
  return response;
}

// Once the engine runs, whatever was not loaded yet is kept as well.
self.addEventListener("message", (event) => {
  if (event.data !== "keep everything") return;
  event.waitUntil(keep().then(async (cache) => {
    for (const name of FILES) {
      if (!(await cache.match(address(name)))) await cache.add(address(name)).catch(() => {});
    }
    event.source?.postMessage("everything is kept");
  }));
});
