"""The factory as a workbook: sheets to fill in where there is no log."""
