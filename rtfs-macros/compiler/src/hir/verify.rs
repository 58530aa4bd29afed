//! The verifier of the HIR.
