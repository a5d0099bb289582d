"""How good the answers are: a set of questions in, figures with their uncertainty out.

    file -> dataset -> bench (an index of its own) -> observation -> judgement -> figures -> report

dataset      articles, and questions with what a right answer holds
squad, lines the two kinds of files that datasets come in
bench        indexes in a folder of their own, with the vectors kept from run to run (`memory`)
observation  what the engine did with one question, by the path of `Engine.ask`
judgement    an observation beside the question's answer: rank, snippets, quotes, refusal
statistics   averages with intervals, AUROC, quantiles
protocols    judgements -> figures, protocol by protocol
report       everything that was measured, as JSON and beside an earlier one
run          all of it in order
modes        quotes alone and a model's prose side by side (`bearing`: does each quote bear its sentence)
"""
