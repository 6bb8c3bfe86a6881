"""Economic figures in editions of historical correspondence: found, attributed and checkable."""
