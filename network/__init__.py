"""Trains, stores and examines the multilayer perceptron that the lecture films draw."""

import os

# A layer of 16 neurons is far too small to share between threads: with two of them a batch
# of 100 takes 10 to 40 times longer. Only works before numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")
