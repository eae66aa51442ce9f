//! Rule files are refused with file, line and reason.
