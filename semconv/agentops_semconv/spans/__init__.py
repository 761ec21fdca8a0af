"""One module per kind of span with the attributes that it has and what is asked of them; `common` is for all kinds."""
