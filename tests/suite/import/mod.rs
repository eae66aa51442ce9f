//! Promises of `import`.
