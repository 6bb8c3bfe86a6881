"""The files around the tables: the manifest, the description for programs, and writing them all so that nothing is lost.

In go a run and the outputs as bytes; out come the manifest, ``datapackage.json``, and the files in their
folder.  May import rows and reviews.
"""

from figures.reports.files.datapackage import datapackage_of
from figures.reports.files.manifest import manifest_of_inputs, manifest_with_outputs
from figures.reports.files.writing import write_files

__all__ = ["datapackage_of", "manifest_of_inputs", "manifest_with_outputs", "write_files"]
