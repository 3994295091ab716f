package io.cardport.app.demo;

/**
 * What all stories of a run play with.
 *
 * @param api the gateway
 * @param stage where steps are printed
 * @param arrivals the feed and the issuers' webhooks
 * @param mailbox deliveries to an endpoint
 */
record Scene(Api api, Stage stage, Arrivals arrivals, Mailbox mailbox) {}
