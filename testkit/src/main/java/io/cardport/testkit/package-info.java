/** Clock, ids and trials for tests of code that uses the domain. */
@NullMarked
package io.cardport.testkit;

import org.jspecify.annotations.NullMarked;
