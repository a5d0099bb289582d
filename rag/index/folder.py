"""The folder of one generation, and its vectors: written, checked when it is opened, deleted.

A folder without a manifest is not a generation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from rag.embedding.vectors import Vectors
from rag.errors import GenerationCorruptError, VectorStoreError
from rag.index import files
from rag.index.chroma import MissingVectorsError, VectorHome
from rag.index.generation import FORMAT, Contents, Generation, Manifest, load_vectors

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class GenerationState:
    """What there is of a generation: its manifest, or what is wrong with it."""

    name: str
    manifest: Manifest | None
    error: GenerationCorruptError | None


class GenerationFolder:
    """Reads and writes one generation, which is there once it is sealed."""

    def __init__(self, path: Path, home: VectorHome) -> None:
        self.path = path
        self.name = path.name
        self._home = home

    @property
    def sealed(self) -> bool:
        """Whether there is a manifest."""
        return (self.path / _MANIFEST).is_file()

    # -- reading ------------------------------------------------------------------------------------------

    def manifest(self) -> Manifest:
        """Read the manifest.

        Raises:
            GenerationCorruptError: it is missing or damaged.
        """
        try:
            return Manifest.model_validate_json((self.path / _MANIFEST).read_bytes())
        except (OSError, ValidationError) as error:
            raise GenerationCorruptError(self.name, f"manifest: {type(error).__name__}") from error

    def open(self) -> Generation:
        """Open the generation and check that it is whole.

        Raises:
            GenerationCorruptError: a file is missing or changed, or the vectors are not all there.
            VectorStoreError: the Chroma server can't be reached.
        """
        manifest = self.manifest()
        if manifest.format != FORMAT:
            raise GenerationCorruptError(self.name, f"format {manifest.format}, not {FORMAT}")
        try:
            for file, digest in manifest.files.items():
                if files.digest(self.path / file) != digest:
                    raise GenerationCorruptError(self.name, f"{file} has changed")
        except OSError as error:
            raise GenerationCorruptError(self.name, f"{type(error).__name__}: {error}") from error
        return self.load(manifest)

    def state(self) -> GenerationState:
        """Open and check the generation.

        Raises:
            VectorStoreError: the Chroma server can't be reached.
        """
        try:
            generation = self.open()
        except GenerationCorruptError as error:
            return GenerationState(self.name, None, error)
        generation.close()
        return GenerationState(self.name, generation.manifest, None)

    def load(self, manifest: Manifest) -> Generation:
        """Open what was written under a manifest, sealed or not yet; raises as `open` does."""
        try:
            contents = Contents.load(self.path)
            vectors = self._home.open(self.name)
        except (OSError, ValueError, KeyError, MissingVectorsError) as error:
            raise GenerationCorruptError(self.name, f"{type(error).__name__}: {error}") from error
        except VectorStoreError as error:
            if self._home.remote:
                raise
            raise GenerationCorruptError(self.name, str(error)) from error
        generation = Generation(**vars(contents), manifest=manifest, vectors=vectors)
        try:
            self._check_vectors(generation)
        except BaseException:
            generation.close()
            raise
        return generation

    def _check_vectors(self, generation: Generation) -> None:
        manifest = generation.manifest
        if generation.matrix.shape != (manifest.sentences, manifest.dimension):
            raise GenerationCorruptError(self.name, f"vectors of shape {generation.matrix.shape}")
        try:
            stored = generation.vectors.count()
            if not len(generation.sentences) == manifest.sentences == stored:
                raise GenerationCorruptError(self.name, f"{stored} vectors of {manifest.sentences}")
            if not generation.vectors.nearest(generation.matrix[0], 1):
                raise GenerationCorruptError(self.name, "the vectors can't be searched")
        except VectorStoreError as error:
            if self._home.remote:
                raise
            raise GenerationCorruptError(self.name, str(error)) from error

    def vectors(self) -> tuple[tuple[str, ...], Vectors] | None:
        """Return the digests of the embedded texts, and their vectors; None where they have changed.

        Raises:
            GenerationCorruptError, OSError, ValueError: files are missing or damaged.
        """
        sealed = self.manifest().files
        texts, matrix = load_vectors(self.path)
        whole = all(files.digest(self.path / file) == sealed.get(file) for file in ("vectors.npy", "texts.npy"))
        return (texts, matrix) if whole else None

    # -- writing ------------------------------------------------------------------------------------------

    def write(self, make: Callable[[], Contents]) -> tuple[tuple[int, ...], list[Path]]:
        """Write contents and their vectors; return the shape of these, and the files that are not Chroma's."""
        contents = make()
        contents.save(self.path)
        sentences, matrix = contents.sentences, contents.matrix
        del contents  # its words are most of it
        own = [path for path in self.path.rglob("*") if path.is_file()]
        collection = self._home.create(self.name)
        try:
            collection.add(sentences, matrix)
        finally:
            collection.close()
        return matrix.shape, own

    def seal(self, manifest: Manifest, own: Sequence[Path]) -> None:
        """Write the manifest, with the digests of `own` files and of those that Chroma won't change any more."""
        sealed = [*sorted(own), *self._home.sealed_files(self.name)]
        files.sync_tree(self.path)
        digests = {path.relative_to(self.path).as_posix(): files.digest(path) for path in sealed}
        complete = manifest.model_copy(update={"files": digests})
        files.replace(self.path / _MANIFEST, complete.model_dump_json(indent=1).encode())

    def delete(self) -> None:
        """Delete the generation.

        Raises:
            VectorStoreError: the Chroma server can't be reached.
        """
        self._home.delete(self.name)
        files.remove(self.path)
