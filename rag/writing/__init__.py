"""What a language model writes, and what of it a member may see.

    ranking -> candidates -> budget -> sheet -> prompts -> model -> prose -> guard -> page -> citing -> answer

candidates the articles that may answer, without what is no news: `instructions` finds what addresses the assistant
budget     tokens: how much evidence fits between prompt, history and answer
sheet      the numbered sentences that the model sees and may cite
prompts    what the model is told: the files of `prompts/`, their variables checked when they are loaded
           (`material` keeps what others wrote from looking like ours: markers, fences, control tokens)
model      an OpenAI-compatible model that streams, within its limits of time and number; `breaker` spares a sick one
           (`calls` makes one call within `limits`; `openai_source` and `llamaindex_source` are what is called; `door`
           is the one way out to a service: it adds the key, which nobody else holds)
prose      the stream, cut into sentences with the numbers of the lines that each cites
guard      one such sentence against the lines that it cites: what they don't bear is not shown
page       the sentences that passed and those that didn't; `refusing` knows a refusal, `leaks` the prompts' own words
citing     what passed, with its markers renumbered and a citation for each
standalone the question that a follow-up means: when a model is asked for it, and what of its words is taken
writer     all of it: a question and its candidates in, prose that may be shown out
share      a writer's share in one answer: its calls, their time and cost, and what came of them
"""
