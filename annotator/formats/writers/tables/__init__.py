"""Tables for spreadsheets and statistics: spans, or statements, a row each; as CSV or as an Excel workbook."""
