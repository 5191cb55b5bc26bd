"""Training: corpora, network, batches and export; needs the extra ``train``."""
