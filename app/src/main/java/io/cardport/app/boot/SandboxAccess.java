package io.cardport.app.boot;

/**
 * Makes the sandbox's distributor and admin known. Every bean of this type is called once at each start with the sandbox
 * on, after the migrations and before the first request; it must be idempotent.
 */
@FunctionalInterface
public interface SandboxAccess {
    /**
     * Registers what is missing.
     *
     * @param credentials the same at every start of one data folder
     * @param settings with the sandbox's provider accounts, all of which the distributor gets an account at
     */
    void register(SandboxCredentials credentials, Settings settings);
}
