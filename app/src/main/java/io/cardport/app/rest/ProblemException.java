package io.cardport.app.rest;

/** Leaves a controller with a {@link Problem}; it has no stack, because it is an answer and not a fault. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /**
     * Carries a problem.
     *
     * @param problem the answer
     */
    public ProblemException(Problem problem) {
        super(problem.code().word(), null, false, false);
        this.problem = problem;
    }

    /**
     * The answer.
     *
     * @return the problem
     */
    public Problem problem() {
        return problem;
    }
}
