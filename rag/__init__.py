"""Articles in, cited answers out. Knows nothing of Telegram or of the terminal.

article -> generation   articles -> index, with the vectors of embedding
question -> answer      typed, questions, talk -> ranking -> spans, or writing with a model -> answer

articles    files to articles, and articles to sentences by offset
index       a generation: built, verified, switched to, read
embedding   vectors, by the model that comes along or by a service
text        Vietnamese words, names and abbreviations
typed       what fingers meant
questions   what a question asks for and names
talk        what is wanted, and what a short question means after the ones before it
ranking     what is found, what is quoted, when to refuse
spans       what is set in bold
writing     what a model is told, and the guard over what it writes
evaluation  sets of questions in, figures out

`engine` is the way in, to what is `current`; `answering`, with `resolving`, `drafting` and `sections`, goes from a
question to an `answer`.
"""
