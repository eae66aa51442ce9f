//! Cuts sentences into words (jieba and our own lexicon).
