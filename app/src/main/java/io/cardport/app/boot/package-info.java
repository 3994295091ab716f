/** What stands before the first request: command line, settings, data folder, embedded PostgreSQL, sandbox. */
@NullMarked
package io.cardport.app.boot;

import org.jspecify.annotations.NullMarked;
