package io.cardport.app.jobs;

/**
 * Something recurring whose instances are accounts, and which is due at once when an account's issuer is back: what it told
 * while it was away may not have come through.
 */
interface AfterOutage extends Recurring {}
