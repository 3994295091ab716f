/** What every simulated issuer stands on: state on disk, time, routes, faults in front of every route, webhooks. */
@NullMarked
package io.cardport.simulators.frame;

import org.jspecify.annotations.NullMarked;
