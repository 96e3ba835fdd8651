"""Writers: core objects to files. ``registry.FORMATS`` lists what an export can be."""
