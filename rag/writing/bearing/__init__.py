"""Whether the lines that a sentence cites bear what it says: its words, numbers, names, and how they belong together.

    sentence -> reading \\
                         rules -> what is not borne
    cited lines -> grounds /

Reading a text
lexicon     tables of `rag/data`: what a paraphrase may put for what, words with little weight or none, words that
            exclude others, words that must be borne
numerals    numbers in words and in Roman figures
dates       dates and hours in any usual writing
units       what a number counts
bounds      "hơn", "gần", "tối đa" before a number
quantities  every number of a text, as what it may be
reading     a text as syllables and words, their clauses, its numbers
posts       offices and professions; `people` whom a text names; `runs` of capitals; `doers` words for those who act
grounds     the cited lines and what is known of their articles, read once; `focus` which of them a sentence needs

Rules, each (reading of the sentence, grounds) -> the words that are not borne, or ""
figures     numbers and dates; `days` completes dates by the day of printing, `spans` measures from one to another,
            `counted` tells whether two amounts count the same thing, `counting` counts what is told, `rounding` how
            near is "gần"; `arithmetic` is what follows from `terms` of the lines: `sums` and products, `changes`,
            `shares`
names       names; `lending` knows whom "ông Hải" and "ông" mean, `naming` where a body's name may come from; `media`
            newspapers that a sentence makes up as its source; `presented` finds offices and sources that an article
            has word by word
offices     who holds which office; `bodies` of which body it is; `jobs` who works as what
negation    "không", added; `affirming` one that is left out; `denials` finds what each denies, `effects` what lines
            say in effect, `allowing` what isn't allowed or there, `stances` what is denied of somebody else, or only
            in a condition; `mentions` which of several places is meant
opposites   words that exclude each other, and words that must be borne as they are; `inversion` comparisons told from
            the other end
relations   a number or name with the words of another one, which `nearness` measures; `deeds` who did what to whom, as
            `agents` finds it and `parties` compares them;
            `ways` from where to where; `loans` who lends to whom; `order` sentences that only cut from a line, which
            need few of these rules; `crossing` what one line says, told of what another one names; `trading` the
            same of what two `clauses` begin with, `owning` of a number by itself; `labels` which of several numbered
            ones; `contrast` numbers and names, the `items` of a text, that have changed places with what tells them
            apart
moods       what has happened, will, may or must; all, most or some
coverage    how much of the sentence is borne, but for its `framing`
surface     what no answer may hold whatever the lines say: markup, strange letters, addresses, advice, talk of itself
"""
