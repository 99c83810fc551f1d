"""One module a page, each with a `render(screen)` that only lays out."""
