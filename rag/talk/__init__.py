"""What is wanted, and what a short question means after the ones before it.

intent        small talk, the list of articles, an article, or an answer
browsing      the answers that no sentence is searched for
conversation  what is remembered of a turn, and the thread of those on one topic
followups     a short question made whole: `pronouns` ("bà ấy"), `repeats` ("ai nữa?", "nói rõ hơn"),
              `corrections` ("không, ý mình là …", "còn …?"); `courtesy` is left out of what they read
recall        what a conversation and the calendar do to a ranking, and what is kept of an answer
"""
