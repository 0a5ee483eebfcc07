"""The stages of a run, one module each; none knows another. Each has `run(stage, index, course)`, which
moves the rows of the course that are still in and writes down why. `yanxing.engine.settle` puts them in
order.
"""
