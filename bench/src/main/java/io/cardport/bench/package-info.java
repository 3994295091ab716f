/** Benchmarks of the running gateway: load drivers, what they are compared with, and the report. */
@NullMarked
package io.cardport.bench;

import org.jspecify.annotations.NullMarked;
