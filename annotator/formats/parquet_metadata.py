"""What the schema of a Parquet file that we wrote says of it."""

AS_JSON = "annotator.attributes_as_json"
"""The key of a JSON list: the attributes of spans whose values are JSON, as labels give them several types."""
