"""Graphs of ONNX files, and the layers in them."""
