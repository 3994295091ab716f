/** {@code ./cardport demo}: a client of the HTTP interface and of nothing else, which plays a card's whole life. */
@NullMarked
package io.cardport.app.demo;

import org.jspecify.annotations.NullMarked;
