"""Write ``factors.csv`` anew: ``python -m figures.amounts.units``, after ``units.txt`` was changed."""

from figures.amounts.units.conversion import FACTORS, factors

if __name__ == "__main__":
    FACTORS.write_text(factors(), encoding="utf-8", newline="")
