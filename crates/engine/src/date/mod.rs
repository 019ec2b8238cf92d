//! Date expressions to EDTF values. (stub)
