"""The long jobs of a project, part of the façade: what others need of import and export stands in :mod:`files`.

Nothing is imported here: who wants suggestions for an article doesn't wait for the formats of files.
"""
