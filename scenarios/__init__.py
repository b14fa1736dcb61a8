"""What-ifs and made-up registers: everything that asks the engine a question."""
