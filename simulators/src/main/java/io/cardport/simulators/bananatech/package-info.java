/** BananaTech's B2B card API as its sheet tells it (providers/bananatech.md); section numbers are that sheet's. */
@NullMarked
package io.cardport.simulators.bananatech;

import org.jspecify.annotations.NullMarked;
