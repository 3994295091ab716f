package io.cardport.app.boot;

/** The gateway can't start, and one sentence for a person says why and what to do. It carries no cause and no stack. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Refuses the start.
     *
     * @param sentence one whole sentence that names the setting, folder or program at fault and never a secret's value
     */
    public StartRefused(String sentence) {
        super(sentence, null, false, false);
    }

    /**
     * What to print.
     *
     * @return the sentence
     */
    public String sentence() {
        String sentence = getMessage();
        return sentence == null ? "" : sentence;
    }
}
