@NullMarked
package io.cardport.app.admin;

import org.jspecify.annotations.NullMarked;
