"""From a spreadsheet to a Plan."""
