"""Many games at once: classification in bulk, sweeps over families, and the atlas of small games."""
