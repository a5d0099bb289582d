"""The generations of a data folder, and the pointer that names the current one.

    current.json            {"current": name, "previous": name or null}, replaced in one step
    generations/<name>/     see `rag.index.generation` and `rag.index.folder`

A reader opens what the pointer names and never sees a half-built index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from rag.embedding.scale import Scale
from rag.embedding.vectors import Vectors
from rag.errors import GenerationCorruptError, NoGenerationError, VectorStoreError
from rag.index import files
from rag.index.chroma import VectorHome
from rag.index.folder import GenerationFolder, GenerationState
from rag.index.generation import FORMAT, Contents, Generation, Manifest

_POINTER, _FOLDER = "current.json", "generations"
_HIDDEN = "."  # what is being deleted


class Pointer(BaseModel):
    """Which generation answers, and which one `rollback` goes back to."""

    model_config = ConfigDict(frozen=True)

    current: str
    previous: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The current generation, and the previous one where there is one."""
        return (self.current, self.previous) if self.previous else (self.current,)


class GenerationStore:
    """Opens, builds and deletes generations. Hold `rag.index.reload.reload_lock` around whatever writes."""

    def __init__(self, data_dir: Path, home: VectorHome) -> None:
        self._data_dir = data_dir
        self._folder = data_dir / _FOLDER
        self._home = home

    @property
    def data_dir(self) -> Path:
        """The data folder."""
        return self._data_dir

    # -- reading ------------------------------------------------------------------------------------------

    def pointer(self) -> Pointer | None:
        """Return the pointer, or None before the first reload.

        Where its file is damaged or gone, the newest generations take its place.
        """
        written = self._written()
        if written is not None:
            return written
        newest = [name for name in self._names()[::-1] if self._of(name).sealed]
        if not newest:
            return None
        return Pointer(current=newest[0], previous=newest[1] if len(newest) > 1 else None)

    def _written(self) -> Pointer | None:
        try:
            return Pointer.model_validate_json((self._data_dir / _POINTER).read_bytes())
        except (OSError, ValidationError):
            return None

    def pointer_stamp(self) -> tuple[int, int]:
        """Return a value that changes whenever the pointer is replaced."""
        try:
            status = (self._data_dir / _POINTER).stat()
        except OSError:
            return (0, 0)
        return (status.st_ino, status.st_mtime_ns)

    def manifest(self, name: str) -> Manifest:
        """Read a generation's manifest.

        Raises:
            GenerationCorruptError: it is missing or damaged.
        """
        return self._of(name).manifest()

    def open(self, name: str) -> Generation:
        """Open a generation and check that it is whole.

        Raises:
            GenerationCorruptError: a file is missing or changed, or the vectors are not all there.
            VectorStoreError: the Chroma server can't be reached.
        """
        return self._of(name).open()

    def states(self) -> tuple[GenerationState, ...]:
        """Open and check what the pointer names: the current generation first, then the previous one.

        Raises:
            VectorStoreError: the Chroma server can't be reached.
        """
        pointer = self.pointer()
        return tuple(self._of(name).state() for name in pointer.names) if pointer else ()

    def known_vectors(self) -> Iterator[tuple[tuple[str, ...], Vectors]]:
        """Yield, for the current and the previous generation, the digests of its texts and their vectors.

        A damaged generation gives what is whole of it, also one of an older format.
        """
        pointer = self.pointer()
        for name in pointer.names if pointer else ():
            with suppress(GenerationCorruptError, OSError, ValueError):
                if vectors := self._of(name).vectors():
                    yield vectors

    # -- building -----------------------------------------------------------------------------------------

    def build(
        self,
        make: Callable[[], Contents],
        *,
        digest: str,
        embedder: str,
        articles: Mapping[str, str],
        verify: Callable[[Generation], None],
        scale: Scale,
    ) -> str:
        """Write a generation, verify it, and only then make it one; return its name.

        Args:
            make: Makes what it has. Nobody else holds that, so that it can go as soon as it is written.
            digest: Of all that is indexed.
            embedder: The name of the model of the vectors.
            articles: Digest of each article by id.
            verify: Raises where an opened generation is no good.
            scale: Of the embedder's cosines.

        Raises:
            DataFolderError: the data folder can't be written.
            GenerationCorruptError: it failed its checks, and is gone.
            VectorStoreError: the Chroma server can't be reached or refused a call.
        """
        created = datetime.now(UTC)
        name = f"{created:%Y%m%d-%H%M%S-%f}-{digest[:8]}"
        folder = self._of(name)
        with files.writing(self._data_dir):
            folder.path.mkdir(parents=True)
            try:
                (sentences, dimension), own = folder.write(make)
                manifest = Manifest(
                    format=FORMAT,
                    name=name,
                    digest=digest,
                    embedder=embedder,
                    dimension=dimension,
                    scale=scale,
                    created=created,
                    sentences=sentences,
                    articles=dict(articles),
                    files={},
                )
                generation = folder.load(manifest)
                try:
                    verify(generation)
                finally:
                    generation.close()
                folder.seal(manifest, own)
            except BaseException:
                with suppress(VectorStoreError, OSError):
                    folder.delete()
                raise
        return name

    def switch(self, name: str) -> bool:
        """Make `name` the current generation, in one step; the best one before is kept for `rollback`.

        Returns:
            Whether another one, or none, was the current one.
        """
        written, before = self._written(), self.pointer()
        if written is not None and written.current == name:
            return False
        others = [other for other in before.names if other != name] if before else []
        previous = next((other for other in others if self.is_whole(other)), None)
        self._point(Pointer(current=name, previous=previous))
        return True

    def is_whole(self, name: str) -> bool:
        """Tell whether a generation can be opened."""
        try:
            self.open(name).close()
        except (GenerationCorruptError, VectorStoreError):
            return False
        return True

    def rollback(self) -> Pointer:
        """Make the previous generation the current one; again goes forward again.

        Raises:
            NoGenerationError: there is no previous generation.
            GenerationCorruptError: it is damaged.
        """
        pointer = self.pointer()
        if pointer is None or pointer.previous is None:
            raise NoGenerationError
        self.open(pointer.previous).close()
        turned = Pointer(current=pointer.previous, previous=pointer.current)
        self._point(turned)
        return turned

    def _point(self, pointer: Pointer) -> None:
        with files.writing(self._data_dir):
            files.replace(self._data_dir / _POINTER, pointer.model_dump_json().encode())

    def ping(self) -> None:
        """Reach the vector store.

        Raises:
            VectorStoreError: the Chroma server can't be reached.
        """
        self._home.ping()

    def prune(self) -> None:
        """Delete every folder but those of the current and the previous generation, half-built ones included.

        Raises:
            VectorStoreError: the Chroma server can't be reached; what is left goes the next time.
        """
        pointer = self.pointer()
        kept = pointer.names if pointer else ()
        for name in self._names():
            if name not in kept:
                self._of(name).delete()
        for trash in self._folder.glob(f"{_HIDDEN}*"):
            files.remove(trash)

    def _of(self, name: str) -> GenerationFolder:
        return GenerationFolder(self._folder / name, self._home)

    def _names(self) -> list[str]:
        """Return the names of the folders, oldest first."""
        if not self._folder.is_dir():
            return []
        return sorted(path.name for path in self._folder.iterdir() if not path.name.startswith(_HIDDEN))
