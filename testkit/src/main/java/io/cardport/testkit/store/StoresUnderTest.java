package io.cardport.testkit.store;

import io.cardport.domain.store.DeliveryIntake;
import io.cardport.domain.store.EventFeed;
import io.cardport.domain.store.UnitOfWork;

/**
 * The stores that a contract is run on. They may hold what other tests left: the contract makes its own distributor for
 * each test.
 *
 * @param work transactions
 * @param feed the feed of the same events
 * @param intake the way in of the same inbox
 */
public record StoresUnderTest(UnitOfWork work, EventFeed feed, DeliveryIntake intake) {}
