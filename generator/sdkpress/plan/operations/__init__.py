"""Operations: what goes into a request, what comes out of responses, what they are called."""
