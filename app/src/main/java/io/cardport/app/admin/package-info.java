/** The admin API: search, intervene, manage distributors and admins. Calls use cases only. */
@NullMarked
package io.cardport.app.admin;

import org.jspecify.annotations.NullMarked;
