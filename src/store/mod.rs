//! Keeps everything that cannot be rebuilt.
