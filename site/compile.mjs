// Compile the Python files of a folder with the Python that will run them: node compile.mjs FOLDER

import { loadPyodide } from "pyodide";

const python = await loadPyodide({ packages: [] });
python.FS.mkdir("/tree");
python.FS.mount(python.FS.filesystems.NODEFS, { root: process.argv[2] }, "/tree");
// Docstrings are asked for of what people import, not of the library and of what others call.
const done = python.runPython(`
import compileall, py_compile
INNER = "certificates", "exact", "conditional/trembles", "conditional/two_players"
all(
    compileall.compile_dir(
        f"/tree/{folder}", quiet=1, legacy=True, stripdir="/tree", optimize=level, force=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    for folder, level in (
        ("library", 2), ("packages", 0), *((f"packages/oraclegames/{inner}", 2) for inner in INNER)
    )
)
`);
process.exit(done ? 0 : 1);
