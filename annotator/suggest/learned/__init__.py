"""The suggester *learned*: one sequence labeller a label, trained on what people labelled in this project.

:mod:`.training` makes a :class:`.model.Model` out of articles with their labels, :class:`.suggester.Learned`
proposes by it. Training needs python-crfsuite; proposing needs nothing but the model, whose weights are plain
numbers: a project file may come from anywhere, and CRFsuite trusts the files that it reads.
"""
