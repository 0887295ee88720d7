"""Numbers that prove things: rationals, certified linear programs, real roots."""
