"""The commands of `brief`, a module each: what it is asked, and what it says. The work stands in the modules below."""
