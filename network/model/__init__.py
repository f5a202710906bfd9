"""The mathematics: a multilayer perceptron, forward and backward."""
