package io.cardport.testkit.usecase;

/** The death of a process, as far as a test can have it. */
final class ProcessDied extends Error {
    private static final long serialVersionUID = 1L;
}
