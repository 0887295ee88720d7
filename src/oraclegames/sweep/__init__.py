"""Many games at once: classification in bulk, sweeps over families, the atlas of small games."""
