"""How a place in a sheet is named."""

Place = tuple[int, int]  # row and column, both from 0


def column_letter(position: int) -> str:
    """The letters of a column as a spreadsheet shows them: 0 → A, 26 → AA."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
