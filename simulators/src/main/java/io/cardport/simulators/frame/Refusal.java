package io.cardport.simulators.frame;

/** An issuer says no. Thrown before anything was changed, so that a refused request leaves no trace. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    /**
     * Refuses with an answer.
     *
     * @param answer what the caller gets
     */
    public Refusal(Answer answer) {
        super("refused with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    /**
     * The answer.
     *
     * @return what the caller gets
     */
    public Answer answer() {
        return answer;
    }
}
