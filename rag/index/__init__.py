"""The index: how a generation is built, verified, kept and read.

    plan -> supply -> generation -> folder, chroma -> verification -> store

generation    what an index is: its contents, its manifest, and what an opened one can tell
folder        one of them on disk, with its vectors in Chroma (`chroma`)
store         all of them, and the pointer that names the current one
reload        corpus to new generation: its `plan`, what came of it, and the lock around it
supply        the vectors that it takes: carried over, kept by a killed reload (`journal`), or made, at a cost
verification  whether what was built finds its own articles
lexical       BM25 (words as `numbered` arrays); `counts` of words and pairs for `marks`, which restores those that a
              question was typed without, with what people say (`usage`)
files         written in one step, on disk before anything names them
"""
