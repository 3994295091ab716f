/** Work in the background: what is due, what arrived, and what is to be told. Calls use cases only. */
@NullMarked
package io.cardport.app.jobs;

import org.jspecify.annotations.NullMarked;
